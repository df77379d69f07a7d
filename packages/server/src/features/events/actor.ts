/** Who made something happen, as the context of an event says it. */
export interface Actor {
  /** Of an API key, or of an owner of the dashboard; of the system, what in it acted. */
  id: string
  source: 'api' | 'dashboard' | 'system'
  name: string | null
}
