//! Everything Waymark promises, tried through the doors that people use. One binary; a folder for each door.
