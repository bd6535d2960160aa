"""Files of an office: letters received, notings signed, drafts sent, and who holds what."""
