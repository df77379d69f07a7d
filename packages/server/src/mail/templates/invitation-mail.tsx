import { type MailContent, subjectLine, textPart, webUrl } from './mail-content.ts'
import { Act, AddressInFull, Paragraph, renderMail } from './mail-document.tsx'

type InvitationMailInput = {
  applicationName: string
  /** Null for an invitation to the application itself. */
  organizationName: string | null
  /** Who invites, where the application said so. */
  inviterName: string | null
  email: string
  url: string
  expiresAt: Date
}

/** The link that joins, and who asks. */
export function invitationMail(input: InvitationMailInput): MailContent {
  const { applicationName, organizationName, inviterName, email } = input
  const url = webUrl(input.url)
  const where = organizationName ?? applicationName
  const atApplication = organizationName ? ` at ${applicationName}` : ''
  const heading = `Join ${where}`
  const invited = inviterName
    ? `${inviterName} invites you to join ${where}${atApplication}.`
    : `You are invited to join ${where}${atApplication}.`
  const until = `The invitation is for ${email} and can be accepted until ${day(input.expiresAt)}.`
  const reason = `You get this mail because someone entered ${email} at ${applicationName}. If you do not want to join, there is nothing to do.`
  return {
    subject: subjectLine(
      inviterName ? `${inviterName} invites you to ${where}` : `You are invited to ${where}`,
    ),
    html: renderMail({
      applicationName,
      heading,
      preview: invited,
      reason,
      children: (
        <>
          <Paragraph>{invited}</Paragraph>
          <Act href={url}>Accept the invitation</Act>
          <AddressInFull href={url} />
          <Paragraph>{until}</Paragraph>
        </>
      ),
    }),
    text: textPart([heading, invited, url, until, reason]),
  }
}

const dayFormat = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })
const day = (moment: Date) => dayFormat.format(moment)
