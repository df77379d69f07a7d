/**
 * Names that the published SDK has beside the ones that our own code uses: it is generated with a
 * name of its own for each body of a request.
 */
export type {
  CreateAttemptOptions as RadarStandaloneAssessRequest,
  CreateAttemptOptionsResponse as RadarStandaloneAssessRequestResponse,
  RadarAttemptOutcome as RadarStandaloneUpdateRadarAttemptRequest,
  RadarAttemptOutcomeResponse as RadarStandaloneUpdateRadarAttemptRequestResponse,
} from './radar-attempt.ts'
export type {
  RadarListEntry as RadarStandaloneDeleteRadarListEntryRequest,
  RadarListEntry as RadarStandaloneUpdateRadarListRequest,
  RadarListEntryResponse as RadarStandaloneDeleteRadarListEntryRequestResponse,
  RadarListEntryResponse as RadarStandaloneUpdateRadarListRequestResponse,
} from './radar-list.ts'
