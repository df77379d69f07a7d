/**
 * Loaded into an application before its own code: whoever started it can move its clock, so that
 * tokens expire without anybody waiting for it. Only what asks for the time is moved, timers are not.
 */
let offsetMilliseconds = 0
const RealDate = Date

globalThis.Date = class extends RealDate {
  constructor(...parts) {
    if (parts.length === 0) super(RealDate.now() + offsetMilliseconds)
    else super(...parts)
  }

  static now() {
    return RealDate.now() + offsetMilliseconds
  }
}

process.on('message', ({ advanceSeconds }) => {
  offsetMilliseconds += advanceSeconds * 1000
  process.send({ advanced: true })
})
process.on('disconnect', () => process.exit())
// Listening to the one who started it is no reason to stay alive.
process.channel?.unref()
