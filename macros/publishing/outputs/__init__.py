"""The outputs, each built, packed or typeset."""
