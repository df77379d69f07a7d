import { describe, expect, test } from 'vitest'
import { checkRedirectUri, matchesRedirectUri } from './redirect-uri.ts'

const codesOf = (uri: string, kind: 'staging' | 'production') =>
  checkRedirectUri(uri, kind).map(({ code }) => code)

describe('an address that may be registered', () => {
  test.each([
    'http://localhost:3000/callback',
    'http://127.0.0.1:3000/callback',
    'http://[::1]:3000/callback',
    'http://app.test/callback',
    'https://app.example.com/callback',
    'https://app.example.com/callback?tenant=a%20b&x=',
    'https://app.example.com:8443/callback',
    'https://app.example.com',
    'https://app.example.com/a/../b',
    'https://xn--bcher-kva.example/callback',
    'https://192.0.2.1/callback',
    'https://[2001:db8::1]/callback',
    'myapp://callback',
    'com.example.app://callback/path',
    'https://*.example.com/callback',
    'https://*.example.com:8443/callback',
    'https://*.sub.example.com',
    'https://prefix-*.example.com',
    'https://*-suffix.example.com',
    'https://prefix-*-suffix.example.com/callback?x=1',
    'https://*.example.co.uk',
    'https://*.mine.github.io',
    'http://*.example.com/callback',
    'http://localhost:*/callback',
    'http://127.0.0.1:*',
    'http://[::1]:*/callback',
  ])('in staging: %s', (uri) => {
    expect(codesOf(uri, 'staging')).toEqual([])
  })

  test.each([
    'https://app.example.com/callback',
    'https://*.example.com/callback',
    'http://127.0.0.1:3000/callback',
    'http://[::1]:3000/callback',
    'http://127.0.0.1:*/callback',
    'myapp://callback',
  ])('in production: %s', (uri) => {
    expect(codesOf(uri, 'production')).toEqual([])
  })
})

describe('an address that may not be registered', () => {
  test.each<[string, string[]]>([
    [
      'invalid_url',
      [
        '',
        'callback',
        '/callback',
        '//app.example.com/callback',
        'app.example.com/callback',
        'localhost:3000/callback',
        'https:app.example.com',
        'https:/app.example.com',
        'https://',
        'https://:443',
        'https://app.example.com:99999',
        'https://app.example.com:port',
        'https://[::1',
        'https://[example.com]/',
        'https://app.exa%6Dple.com%00/',
        'https://256.256.256.256/',
        'https://*.0.0.1/',
        'https://*%2f.example.com/',
        '1app://callback',
        '://callback',
        'com.example.app:/callback',
        'mailto:ada@example.com',
        'javascript:alert(1)',
        'JavaScript:alert(1)',
        'data:text/html,<b>'.replace(/[<>]/g, ''),
        'vbscript:x',
        'https://localhost:*/callback',
      ],
    ],
    [
      'scheme_not_allowed',
      [
        'javascript://app.example.com/%0aalert(1)',
        'JAVASCRIPT://app.example.com/%0aalert(1)',
        'data://app.example.com/x',
        'file:///etc/passwd',
        'blob://app.example.com/x',
        'filesystem://app.example.com/x',
        'ftp://app.example.com/x',
        'ws://app.example.com/x',
        'wss://app.example.com/x',
        'vbscript://app.example.com/x',
        'about://blank',
        'view-source://app.example.com/',
        'intent://app.example.com/',
        'chrome://settings',
        'resource://x',
      ],
    ],
    [
      'credentials_not_allowed',
      [
        'https://ada@app.example.com/',
        'https://ada:secret@app.example.com/',
        'https://:secret@app.example.com/',
        'https://app.example.com@evil.example/',
        'http://localhost:80@evil.example/',
        'https://@app.example.com/',
        'https://:@app.example.com/',
        'https://ada@*.example.com/',
        'http://localhost:*@evil.example/',
        'myapp://ada@callback',
      ],
    ],
    [
      'fragment_not_allowed',
      ['https://app.example.com/#', 'https://app.example.com/#x', 'https://app.example.com#@evil'],
    ],
    [
      'invalid_characters',
      [
        ' https://app.example.com/',
        'https://app.example.com/ ',
        'https://app.example.com/a b',
        'https://app.example.com/\n',
        'https://app.example.com/\t',
        'ht\ntps://app.example.com/',
        'java\tscript://x',
        'https:\\\\app.example.com\\callback',
        'https://app.example.com\\@evil.example/',
        'https://app.example.com/\0',
        'https://bücher.example/',
        'https://аpp.example.com/',
        'https://app。example.com/',
        'https://app.example.com/<script>',
        'https://app.example.com/"onload=',
        'https://app.example.com/{x}',
        'https://app.example.com/`x`',
        'https://app.example.com/\u202e',
        'https://app.example.com/\u00ad',
      ],
    ],
    ['uri_too_long', [`https://app.example.com/${'a'.repeat(2_048)}`]],
    [
      'too_many_wildcards',
      [
        'https://*.*.example.com',
        'https://**.example.com',
        'https://*.example.com/*',
        'http://localhost:*/*',
        'https://*.example.com:*/',
      ],
    ],
    [
      'wildcard_position',
      [
        'https://*',
        'https://*/callback',
        'https://*:443/',
        'https://sub.*.example.com',
        'https://example.*',
        'https://example.com/*',
        'https://example.com/callback?next=*',
        'https://example.com/callback?next=*.example.com',
        'https://example.com/*.example.com',
        'https://*?x=.example.com',
        'https://*/.example.com',
      ],
    ],
    [
      'wildcard_under_public_suffix',
      [
        'https://*.com',
        'https://*.com/callback',
        'https://*.COM',
        'https://*.com.',
        'https://*.com.:443/',
        'https://*.co.uk',
        'https://*.Co.Uk/',
        'https://*.co.uk./',
        'https://*.github.io',
        'https://*.GitHub.io',
        'https://*.ngrok-free.app',
        'https://prefix-*.ngrok-free.app/callback',
        'https://*.vercel.app',
        'https://*.netlify.app',
        'https://*.herokuapp.com',
        'https://*.web.app',
        'https://*.pages.dev',
        'https://*.s3.amazonaws.com',
        'https://*.foo.ck',
        'https://*.xn--p1ai',
        'https://*.localhost',
        'https://*.unheard-of-suffix',
        'https://*.%63om/',
      ],
    ],
    ['wildcard_not_allowed', ['myapp://*.callback.com', 'com.example://*']],
    [
      'port_wildcard_not_allowed',
      [
        'http://app.example.com:*/callback',
        'http://localhost.example.com:*/',
        'http://127.0.0.1.example.com:*/',
        'http://0.0.0.0:*/',
        'http://[::2]:*/',
        'http://192.168.0.1:*/',
      ],
    ],
  ])('for the reason %s', (code, uris) => {
    for (const uri of uris)
      expect({ uri, codes: codesOf(uri, 'staging') }).toEqual({ uri, codes: [code] })
  })

  test.each([
    'http://app.example.com/callback',
    'http://localhost:3000/callback',
    'http://localhost/callback',
    'http://localhost:*/callback',
    'HTTP://app.example.com/callback',
    'http://*.example.com/callback',
    'http://127.0.0.1.example.com/callback',
    'http://0.0.0.0/callback',
  ])('in production, because it is not encrypted: %s', (uri) => {
    expect(codesOf(uri, 'production')).toEqual(['https_required'])
  })

  test('is refused with words for a person and the name of the field', () => {
    expect(checkRedirectUri('https://*.github.io', 'staging')).toEqual([
      {
        code: 'wildcard_under_public_suffix',
        field: 'uri',
        message: expect.stringContaining('Anybody can have a name under github.io'),
      },
    ])
  })
})

describe('an address that was registered without a wildcard', () => {
  const registered = 'https://app.example.com/callback'

  test('matches itself', () => {
    expect(matchesRedirectUri(registered, registered)).toBe(true)
  })

  test.each([
    'https://app.example.com/callback/',
    'https://app.example.com/callback?',
    'https://app.example.com/callback?x=1',
    'https://app.example.com/callback#',
    'https://app.example.com/callback#x',
    'https://app.example.com/callback/../callback',
    'https://app.example.com/./callback',
    'https://app.example.com//callback',
    'https://app.example.com/Callback',
    'https://app.example.com/callbac%6b',
    'https://app.example.com/callback%00',
    'https://app.example.com/callback%2f',
    'https://app.example.com/callback;x',
    'https://app.example.com/callback ',
    ' https://app.example.com/callback',
    'https://app.example.com/callback\t',
    'https://app.example.com/call\nback',
    'https://app.example.com\\callback',
    'https:\\\\app.example.com/callback',
    'https:/app.example.com/callback',
    'https:app.example.com/callback',
    'https:///app.example.com/callback',
    'https://APP.example.com/callback',
    'HTTPS://app.example.com/callback',
    'http://app.example.com/callback',
    'https://app.example.com:443/callback',
    'https://app.example.com:/callback',
    'https://app.example.com./callback',
    'https://app.example.com.evil.example/callback',
    'https://evil.example/app.example.com/callback',
    'https://evil.example/?https://app.example.com/callback',
    'https://evil.example/#https://app.example.com/callback',
    'https://app.example.com@evil.example/callback',
    'https://app.example.com:443@evil.example/callback',
    'https://app.example.com%40evil.example/callback',
    'https://app.example.com\\@evil.example/callback',
    'https://app.example.com%5c@evil.example/callback',
    'https://evil.example\\.app.example.com/callback',
    'https://ada@app.example.com/callback',
    'https://aapp.example.com/callback',
    'https://xapp.example.com/callback',
    'https://app-example.com/callback',
    'https://appxexample.com/callback',
    'https://app.example.co/callback',
    'https://app.exampIe.com/callback',
    'https://app.examp\u217ce.com/callback',
    'https://аpp.example.com/callback',
    'https://app\u3002example.com/callback',
    'https://app%2eexample.com/callback',
    'https://app.example.com/callback\u0000',
    '//app.example.com/callback',
    '/callback',
    'javascript://app.example.com/callback',
    '',
  ])('does not match %j', (requested) => {
    expect(matchesRedirectUri(registered, requested)).toBe(false)
  })
})

describe('a wildcard', () => {
  const registered = 'https://*.example.com/callback'

  test.each(['a', 'tenant-1', 'under_score', 'UPPER', '0', 'xn--bcher-kva', 'a'.repeat(63)])(
    'stands for the label %s',
    (label) => {
      expect(matchesRedirectUri(registered, `https://${label}.example.com/callback`)).toBe(true)
    },
  )

  test.each([
    'https://.example.com/callback',
    'https://example.com/callback',
    'https://a.b.example.com/callback',
    'https://*.example.com.evil.example/callback',
    'https://a.example.com.evil.example/callback',
    'https://evil.example/.example.com/callback',
    'https://evil.example?.example.com/callback',
    'https://evil.example#.example.com/callback',
    'https://evil.example\\.example.com/callback',
    'https://evil.example/a.example.com/callback',
    'https://evil@a.example.com/callback',
    'https://evil:@a.example.com/callback',
    'https://a@evil.example.com/callback',
    'https://a:80@evil.example/.example.com/callback',
    'https://a%2e.example.com/callback',
    'https://a%2fevil.example.com/callback',
    'https://%61.example.com/callback',
    'https://a .example.com/callback',
    'https://a\t.example.com/callback',
    'https://a\n.example.com/callback',
    'https://ä.example.com/callback',
    'https://a。b.example.com/callback',
    'https://a.example.com:443/callback',
    'https://a:443.example.com/callback',
    'https://[a].example.com/callback',
    'https://a*.example.com/callback',
    'https://a.example.com/callback/',
    'https://a.example.com/callback?x',
    'https://a.example.com/x/callback',
    'https://a.EXAMPLE.com/callback',
    'http://a.example.com/callback',
    'https://a.example.com./callback',
    'https://a.exampleXcom/callback',
    'https://aexample.com/callback',
  ])('does not stand for %j', (requested) => {
    expect(matchesRedirectUri(registered, requested)).toBe(false)
  })

  test('between a prefix and a suffix stands for what is between them, and not for nothing', () => {
    const between = 'https://pr-*-preview.example.com/'
    expect(matchesRedirectUri(between, 'https://pr-17-preview.example.com/')).toBe(true)
    expect(matchesRedirectUri(between, 'https://pr--preview.example.com/')).toBe(false)
    expect(matchesRedirectUri(between, 'https://pr-preview.example.com/')).toBe(false)
    expect(matchesRedirectUri(between, 'https://pr-1.7-preview.example.com/')).toBe(false)
  })

  test.each(['1', '80', '3000', '65535'])('of a port stands for the port %s', (port) => {
    expect(
      matchesRedirectUri('http://localhost:*/callback', `http://localhost:${port}/callback`),
    ).toBe(true)
  })

  test.each([
    'http://localhost/callback',
    'http://localhost:/callback',
    'http://localhost:80@evil.example/callback',
    'http://localhost:@evil.example/callback',
    'http://localhost:80.evil.example/callback',
    'http://localhost:80/evil/callback',
    'http://localhost:80?/callback',
    'http://localhost:80#/callback',
    'http://localhost:80\\/callback',
    'http://localhost:8o/callback',
    'http://localhost:-1/callback',
    'http://localhost:+1/callback',
    'http://localhost: 80/callback',
    'http://localhost:123456/callback',
    'http://localhost:٣٠٠٠/callback',
    'http://localhost.evil.example:80/callback',
    'http://127.0.0.1:80/callback',
    'https://localhost:80/callback',
  ])('of a port does not stand for %j', (requested) => {
    expect(matchesRedirectUri('http://localhost:*/callback', requested)).toBe(false)
  })

  test('whatever it stands for, the host stays under the registered domain', () => {
    const parts = ['a', '.', '/', '\\', '@', ':', '?', '#', '%2e', '*', '-', 'evil.example', '\t']
    for (const one of parts) {
      for (const two of parts) {
        for (const three of parts) {
          const requested = `https://${one}${two}${three}.example.com/callback`
          if (!matchesRedirectUri(registered, requested)) continue
          const { hostname, username, pathname } = new URL(requested)
          expect(hostname).toMatch(/^[a-z0-9_-]+\.example\.com$/)
          expect({ username, pathname }).toEqual({ username: '', pathname: '/callback' })
        }
      }
    }
  })
})
