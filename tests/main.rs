//! Everything Waymark promises, tried through the doors that people use. One binary; a folder for each door.

// The table of ranks, the homes of libraries, the catalogue, the shipped data.
mod house;
// `waymark model install`.
mod model;
