/** Connections of a test's platform, made as the server's own tests make them. */
export { newConnection } from '../../server/test/connections.ts'
