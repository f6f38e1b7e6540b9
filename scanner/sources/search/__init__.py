"""Search interfaces: how each is asked. One provider a file, listed in `providers`."""
