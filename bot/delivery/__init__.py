"""What leaves: screens, notices, their pace and their failures."""
