"""The path of one message, a file a step: receive → order → answer → work → deliver.

1. `receive`  stores raw updates and only then confirms them
2. `order`    takes the oldest undone message of each chat
3. `answer`   one transaction: effect, audit, reply rows, done
4. `work`     slow things, in child processes; results come back through the inbox
5. `deliver`  claims outbox rows, checks them again, sends, records
"""
