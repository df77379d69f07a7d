import { type List, pageOf } from '../../http/auto-paginatable.ts'
import { Resource } from '../resource.ts'
import { type Event, readEvent } from './event.ts'
import { type ListEventOptions, listEventOptions } from './list-event-options.ts'

/** Everything that happened in the environment, in the order in which it happened. */
export class Events extends Resource {
  /**
   * Lists events. To follow them, ask again with the id of the last one as `after`.
   *
   * @throws {BadRequestException} for an unknown event name.
   * @throws {UnprocessableEntityException} for a limit outside 1 to 100.
   * @example
   * const { data, listMetadata } = await workos.events.listEvents({
   *   events: ['user.created', 'user.deleted'],
   *   after: lastSeenId,
   * })
   */
  async listEvents(options: ListEventOptions): Promise<List<Event>> {
    const query = listEventOptions.write(options)
    return this.get('/events', pageOf({ read: readEvent }), { query })
  }
}
