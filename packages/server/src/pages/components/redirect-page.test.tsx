import { expect, it } from 'vitest'
import { RedirectPage } from './redirect-page.tsx'
import { renderPage } from './render-page.ts'

function render(url: string): string {
  const assets = { stylesheet: '/pages.css', script: '/pages.js', icon: '/icon.svg' }
  return renderPage(<RedirectPage frame={{ assets }} url={url} applicationName='Tidewater' />)
}

it('continues by itself and by a link, to the same address', () => {
  const html = render('https://tidewater.example/callback?code=01J&state=x')
  const address = 'https://tidewater.example/callback?code=01J&amp;state=x'
  expect(html).toContain(`<meta http-equiv="refresh" content="0;url=${address}"/>`)
  expect(html).toContain(`href="${address}"`)
})

it('continues to an application of its own scheme', () => {
  expect(render('myapp://callback?code=01J')).toContain('content="0;url=myapp://callback?code=01J"')
})

it('keeps quotes and semicolons of an address inside of it', () => {
  const html = render(`https://tidewater.example/callback?state=';url=javascript:alert(1)"`)
  expect(html).toContain(
    'content="0;url=https://tidewater.example/callback?state=%27;url=javascript:alert(1)%22"',
  )
})

it.each(['javascript:alert(1)', 'data:text/html,x', 'nonsense', ''])(
  'goes nowhere for %j and says so',
  (url) => {
    const html = render(url)
    expect(html).not.toContain('http-equiv')
    expect(html).not.toContain('<a ')
    expect(html).toContain('not one that a browser can open')
  },
)
