"""What a reviewer does in one browser tab: tickets held ready, answers taken once, agreement."""
