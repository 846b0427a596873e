"""Everything an official reads, a file a topic; `formats` holds how numbers, days and hours are written."""
