/** Who made something happen, as the context of an event says it. */
export interface Actor {
  /** Of an API key, or of an owner of the dashboard. */
  id: string
  source: 'api' | 'dashboard'
  name: string | null
}
