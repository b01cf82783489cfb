"""The values handed from room to room: data only, never changed."""
