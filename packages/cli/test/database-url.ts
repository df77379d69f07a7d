/** Where the database of a platform is, for commands that work on the storage itself. */
export { databaseUrl, databaseUrlOf } from '../../server/test/database-url.ts'
