// The functions of functions.json run in the pane's page (shared runtime): there is nothing here to run.
// The manifest's schema asks for a script of their own all the same.
