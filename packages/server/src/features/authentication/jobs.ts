export { removeExpired as removeExpiredAuthorizationCodes } from './stores/authorization-codes.ts'
export {
  removeAll as removeAuthorizationSessions,
  removeExpired as removeExpiredAuthorizationSessions,
} from './stores/authorization-sessions.ts'
export { removeExpired as removeExpiredPendingAuthentications } from './stores/pending-authentications.ts'
