"""The channels: each reads what comes in and renders what goes out; nothing else knows them."""
