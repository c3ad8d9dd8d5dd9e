"""What keeps a live run harmless: who may be dialled, what it may cost, and a ledger of all that it has made."""
