import { type Frame, PageFrame } from './page-frame.tsx'

type DeviceDecidedPageProps = { frame: Frame; outcome: 'success' | 'denied' }

const words = {
  success: {
    title: 'Your device is signed in',
    lead: 'Go on there. You can close this page.',
  },
  denied: {
    title: 'The device was not signed in',
    lead: 'You denied the request. You can close this page.',
  },
}

/** The end of a device's sign-in in the browser; it goes on at the device. */
export function DeviceDecidedPage({ frame, outcome }: DeviceDecidedPageProps) {
  const { title, lead } = words[outcome]
  return (
    <PageFrame frame={frame} page={`device/${outcome}`} title={title}>
      <p className='ak-lead'>{lead}</p>
    </PageFrame>
  )
}
