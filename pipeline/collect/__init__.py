"""collect: what arrived, registered once. The only stage that writes to inputs."""
