//! Everything Waymark promises, tried through the doors that people use. One binary; a folder for each door.

// The table of ranks, the homes of libraries, the catalogue, the shipped data.
mod house;
// Documents in: `waymark import document` over made and real files.
mod import;
