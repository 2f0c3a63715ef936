"""The real bot in a simulated Discord in the browser; the only room that imports simcord."""
