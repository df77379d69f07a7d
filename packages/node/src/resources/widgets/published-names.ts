/** Names that the published SDK has beside the ones that our own code uses, for the same shapes. */
export type {
  CreateTokenOptions as GetTokenOptions,
  SerializedCreateTokenOptions as SerializedGetTokenOptions,
} from './widget-token.ts'
