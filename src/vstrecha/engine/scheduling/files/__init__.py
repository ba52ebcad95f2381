"""Problems and plans as files: our JSON, and the `.dzn` of the published benchmark."""
