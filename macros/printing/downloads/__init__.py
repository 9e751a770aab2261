"""What can be taken away: tables, documents, citations."""
