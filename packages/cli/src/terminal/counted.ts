/** `1 problem`, `2 problems`. */
export const counted = (count: number, noun: string) => `${count} ${noun}${count === 1 ? '' : 's'}`

/** `400,000`: what is too long to be read at a glance. */
export const grouped = (count: number) => count.toLocaleString('en')
