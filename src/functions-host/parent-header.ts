/**
 * The header that says in the course of which exchange a request was sent (platform: PARENT_HEADER, of which this room, which imports
 * no other, has its own copy). The front hands its value to the app's process, which puts it on what the app sends back into the
 * cloud; the app itself never gets to see it.
 */
export const PARENT_HEADER = "x-gatehouse-parent";
