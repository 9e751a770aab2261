"""What can be wrong with what authors wrote."""
