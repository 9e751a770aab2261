"""What tests share: places, copies and outputs of the project, small ones, and what reads them."""
