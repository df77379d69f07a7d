/** What most begin with: who it is, whose customer they are, and a plan with a value for all others. */
export const exampleTemplate = `{
  "email": {{ user.email }},
  "full_name": "{{ user.first_name }} {{ user.last_name }}",
  "customer": {{ organization.external_id || organization.id }},
  "plan": {{ organization.metadata.plan || 'free' }}
}`
