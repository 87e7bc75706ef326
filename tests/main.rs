//! Everything Waymark promises, tried through the doors that people use. One binary; a folder for each door.

// The table of ranks, the homes of libraries, the catalogue, the shipped data.
mod house;

// `waymark check`: each rule, the report, the launch and the net.
mod check;
