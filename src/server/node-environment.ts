/**
 * Libraries read this once, as they are loaded: graphql-js and express then leave out checks meant for those who develop
 * with them, which cost every request. It must be imported before them. What the hub itself allows is configured elsewhere.
 */
process.env['NODE_ENV'] ??= 'production';
