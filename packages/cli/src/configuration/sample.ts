/** What `latchkey seed --init` writes: something of everything that a first test needs. */
export const sampleSeed = `# People and organizations to develop with. latchkey seed makes them, latchkey seed --clean takes
# them away. It is written as latchkey.config.yaml is: every field of the API, in the same words.
environments:
  staging:
    redirect_uris:
      - http://localhost:3000/callback
    permissions:
      - { slug: posts:write, name: Write posts }
    roles:
      - { slug: editor, name: Editor, permissions: [posts:write] }
    users:
      - { email: test@example.com, password: correct horse battery staple, email_verified: true }
      - { email: editor@example.com, password: correct horse battery staple, email_verified: true }
    organizations:
      - id: org_01K00000000000000000000000
        name: Test Organization
        memberships:
          - { user: test@example.com, roles: [admin] }
          - { user: editor@example.com, roles: [editor] }
`
