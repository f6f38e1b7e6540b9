"""What a second reader is asked, without anything of anybody, and what its answer says."""
