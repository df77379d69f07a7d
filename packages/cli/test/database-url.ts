/** For commands that work on a database of their own beside the platform's. */
export { databaseUrl, databaseUrlOf } from '../../server/test/database-url.ts'
