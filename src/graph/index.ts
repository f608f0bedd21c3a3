export { createGraph, type Graph, type GraphOptions } from "./create-graph.ts";
