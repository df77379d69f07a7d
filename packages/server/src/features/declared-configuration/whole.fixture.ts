/** A file that declares something of every kind, in every environment that there is. */
export const apiKey = 'sk_test_declared0123456789'
export const webhookSecret = 'whsec_declared0123456789'
export const userId = 'user_01K0000000000000000000000A'
export const organizationId = 'org_01K0000000000000000000000A'

export const everyKind = `environments:
  staging:
    application:
      name: Acme
      client_id: client_acme
      sign_in_endpoint: http://localhost:8080/login
      homepage_url: http://localhost:8080
    authentication_settings:
      mfa_policy: required
      password: { minimum_length: 12 }
      sessions: { inactivity_timeout_seconds: 3600 }
    redirect_uris:
      - http://localhost:8080/callback
      - http://localhost:*/callback
    sign_out_redirects:
      - http://localhost:8080
    cors_origins:
      - http://localhost:8080
    api_keys:
      - { name: CI, value: ${apiKey} }
    jwt_template: |
      { "plan": {{ organization.metadata.plan }} }
    webhook_endpoints:
      - endpoint_url: http://localhost:8080/webhooks
        events: [user.updated, user.created]
        status: disabled
        secret: ${webhookSecret}
    actions:
      - type: authentication
        url: http://localhost:8080/actions
        enabled: false
        failure_mode: allow
        timeout_milliseconds: 2000
    permissions:
      - { slug: posts:write, name: Write posts, description: Drafts included }
      - { slug: posts:read, name: Read posts }
    roles:
      - { slug: editor, name: Editor, permissions: [posts:write, posts:read] }
    role_settings:
      default_role_slug: editor
      priority: [admin, editor]
      multiple_roles_enabled: true
    organizations:
      - id: ${organizationId}
        name: Acme
        external_id: acme
        stripe_customer_id: cus_1
        allow_profiles_outside_organization: true
        metadata: { plan: free }
        domains:
          - { domain: acme.example, state: verified }
          - { domain: acme.test, state: pending }
        roles:
          - { slug: org-billing, name: Billing, permissions: [posts:read] }
        role_settings:
          default_role_slug: org-billing
          priority: [org-billing]
        memberships:
          - { user: ada@example.com, roles: [org-billing, editor] }
          - { user: grace@example.com, status: inactive }
    users:
      - id: ${userId}
        email: ada@example.com
        password: correct horse battery staple
        email_verified: true
        first_name: Ada
        last_name: Lovelace
        external_id: ada
        metadata: { team: one }
      - email: grace@example.com
    feature_flags:
      - slug: new-editor
        name: New editor
        description: The one with comments
        tags: [editor]
        enabled: true
        targets: [ada@example.com, ${organizationId}]
  production:
    redirect_uris:
      - https://acme.example.com/callback
    authentication_settings:
      sign_up_enabled: false
    feature_flags:
      - slug: new-editor
        name: New editor
        default_value: true
`
