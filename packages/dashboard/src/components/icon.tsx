/** Drawn on a 16-pixel grid with a 1.5-pixel line, so that they sit beside 14-pixel text. */
const paths = {
  'arrow-right': 'M3 8h10M9 4l4 4-4 4',
  building:
    'M3.5 13.5v-10a1 1 0 0 1 1-1h5a1 1 0 0 1 1 1v10m0-7h1.5a1 1 0 0 1 1 1v6M2 13.5h12M6 5.5h2M6 8h2M6 10.5h2',
  check: 'm3.5 8.5 3 3 6-7',
  'chevron-down': 'm4.5 6.5 3.5 3.5 3.5-3.5',
  'chevron-left': 'M9.5 4.5 6 8l3.5 3.5',
  'chevron-right': 'M6.5 4.5 10 8l-3.5 3.5',
  'chevrons-up-down': 'm5.5 6 2.5-2.5L10.5 6m-5 4L8 12.5l2.5-2.5',
  close: 'm4 4 8 8m0-8-8 8',
  copy: 'M6 5.5h6a1 1 0 0 1 1 1V13a1 1 0 0 1-1 1H6a1 1 0 0 1-1-1V6.5a1 1 0 0 1 1-1Zm-2.5 5A1 1 0 0 1 2.5 9.5V3a1 1 0 0 1 1-1H9.5a1 1 0 0 1 1 1',
  dots: 'M3.25 8h.01M8 8h.01M12.75 8h.01',
  external:
    'M9.5 2.75h3.75V6.5M13 3 7.5 8.5M11.5 9.5v3a1 1 0 0 1-1 1h-7a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1h3',
  eye: 'M1.75 8S4 3.75 8 3.75 14.25 8 14.25 8 12 12.25 8 12.25 1.75 8 1.75 8ZM8 9.75a1.75 1.75 0 1 0 0-3.5 1.75 1.75 0 0 0 0 3.5Z',
  globe:
    'M8 14A6 6 0 1 0 8 2a6 6 0 0 0 0 12Zm-6-6h12M8 2c1.75 1.8 2.5 3.75 2.5 6S9.75 12.2 8 14C6.25 12.2 5.5 10.25 5.5 8S6.25 3.8 8 2Z',
  key: 'M5.25 13.25a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm2.2-5.1 5.8-5.4M10.5 5.3l2 2.1',
  menu: 'M2.5 4.5h11m-11 3.5h11m-11 3.5h11',
  mail: 'M3 3.5h10a1 1 0 0 1 1 1v7a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1v-7a1 1 0 0 1 1-1Zm-.5 1.25L8 9l5.5-4.25',
  moon: 'M13.5 9.75A6 6 0 1 1 6.25 2.5a4.75 4.75 0 0 0 7.25 7.25Z',
  overview:
    'M3 2.5h3a.5.5 0 0 1 .5.5v3a.5.5 0 0 1-.5.5H3a.5.5 0 0 1-.5-.5V3a.5.5 0 0 1 .5-.5Zm7 0h3a.5.5 0 0 1 .5.5v3a.5.5 0 0 1-.5.5h-3a.5.5 0 0 1-.5-.5V3a.5.5 0 0 1 .5-.5Zm-7 7h3a.5.5 0 0 1 .5.5v3a.5.5 0 0 1-.5.5H3a.5.5 0 0 1-.5-.5v-3a.5.5 0 0 1 .5-.5Zm7 0h3a.5.5 0 0 1 .5.5v3a.5.5 0 0 1-.5.5h-3a.5.5 0 0 1-.5-.5v-3a.5.5 0 0 1 .5-.5Z',
  plus: 'M8 3.25v9.5M3.25 8h9.5',
  redirects: 'M2.5 5.25h9.75m-2.75-3 3 3-3 3m4 2.5H3.75m2.75-3-3 3 3 3',
  refresh: 'M13.25 8a5.25 5.25 0 1 1-1.6-3.75L13.25 5.75m0-3.25v3.25H10',
  screen:
    'M3 3h10a1 1 0 0 1 1 1v6a1 1 0 0 1-1 1H3a1 1 0 0 1-1-1V4a1 1 0 0 1 1-1Zm2.5 10.5h5M8 11v2.5',
  search: 'M7.25 11.75a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9Zm3.25-1.25 3 3',
  shield:
    'M8 1.75 13 3.5v4c0 3.2-2.1 5.5-5 6.75C5.1 13 3 10.7 3 7.5v-4l5-1.75Zm-2 6 1.5 1.5L10.25 6.5',
  'sign-out': 'M6.5 13.5h-3a1 1 0 0 1-1-1v-9a1 1 0 0 1 1-1h3m4 2.75L13.5 8l-3 2.75M13.25 8H6.5',
  sun: 'M8 10.75a2.75 2.75 0 1 0 0-5.5 2.75 2.75 0 0 0 0 5.5Zm0-9.25v1m0 11v1M1.5 8h1m11 0h1M3.4 3.4l.7.7m7.8 7.8.7.7m0-9.2-.7.7m-7.8 7.8-.7.7',
  trash:
    'M2.75 4.25h10.5M6 4V2.75h4V4m-6 .25.500 8.5a1 1 0 0 0 1 1h5a1 1 0 0 0 1-1l.5-8.5M6.75 7v4m2.5-4v4',
  users:
    'M6 7.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Zm-4.5 6c0-2.35 1.75-4 4.5-4s4.5 1.65 4.5 4m.25-11a2.5 2.5 0 0 1 0 4.75m1.5 2.6c1.4.6 2.25 1.85 2.25 3.65',
  warning: 'M8 2.25 14.5 13.5h-13L8 2.25ZM8 6.5v3m0 2.25h.01',
} satisfies Record<string, string>

export type IconName = keyof typeof paths

export function Icon({ name, size = 16 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox='0 0 16 16'
      fill='none'
      stroke='currentColor'
      strokeWidth={name === 'dots' ? 2.25 : 1.5}
      strokeLinecap='round'
      strokeLinejoin='round'
      aria-hidden='true'
      focusable='false'
    >
      <path d={paths[name]} />
    </svg>
  )
}
