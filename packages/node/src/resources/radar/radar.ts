import { path } from '../../http/path.ts'
import { Resource } from '../resource.ts'
import {
  type CreateAttemptOptions,
  type RadarStandaloneResponse,
  radarAssessment,
  radarAttemptOptions,
  radarAttemptOutcome,
  type UpdateAttemptOptions,
} from './radar-attempt.ts'
import {
  type AddListEntryOptions,
  type RadarListEntryAlreadyPresentResponse,
  type RemoveListEntryOptions,
  radarListEntry,
  radarListEntryAlreadyPresent,
} from './radar-list.ts'

/** Tells people from bots and from those who try stolen passwords, for sign-ins of the application's own. */
export class Radar extends Resource {
  /**
   * Assesses an attempt to sign in or up.
   *
   * @throws {BadRequestException} for an address or a method that is none.
   * @example
   * const { verdict } = await workos.radar.createAttempt({
   *   ipAddress: '203.0.113.7',
   *   userAgent: request.headers['user-agent'],
   *   email: 'ada@example.com',
   *   authMethod: 'Password',
   *   action: 'sign-in',
   * })
   */
  async createAttempt(options: CreateAttemptOptions): Promise<RadarStandaloneResponse> {
    return this.post('/radar/attempts', radarAttemptOptions.write(options), radarAssessment)
  }

  /**
   * Tells Radar that an attempt or its challenge succeeded: some rules learn from it.
   *
   * @throws {NotFoundException} for an id that is no attempt's.
   * @example
   * await workos.radar.updateAttempt({ id: attemptId, attemptStatus: 'success' })
   */
  async updateAttempt({ id, ...outcome }: UpdateAttemptOptions): Promise<void> {
    await this.workos.put(path`/radar/attempts/${id}`, radarAttemptOutcome.write(outcome))
  }

  /**
   * Adds an entry to a list. `message` is empty where the entry was not there before.
   *
   * @throws {BadRequestException} for an entry that does not have the form of the list's type.
   * @example
   * await workos.radar.addListEntry({ type: 'domain', action: 'block', entry: 'example.com' })
   */
  async addListEntry({
    type,
    action,
    ...payload
  }: AddListEntryOptions): Promise<RadarListEntryAlreadyPresentResponse> {
    const url = path`/radar/lists/${type}/${action}`
    const { data } = await this.workos.post(url, radarListEntry.write(payload))
    // The answer to a new entry is a 204 without a body.
    return data ? radarListEntryAlreadyPresent.read(data) : { message: '' }
  }

  /**
   * Removes an entry from a list.
   *
   * @throws {NotFoundException} for an entry that is not on the list.
   * @example
   * await workos.radar.removeListEntry({ type: 'domain', action: 'block', entry: 'example.com' })
   */
  async removeListEntry({ type, action, ...payload }: RemoveListEntryOptions): Promise<void> {
    const url = path`/radar/lists/${type}/${action}`
    return this.workos.deleteWithBody(url, radarListEntry.write(payload))
  }
}
