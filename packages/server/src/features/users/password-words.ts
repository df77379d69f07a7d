/**
 * Why a password is easy to guess and what makes a better one, by the estimator's own names for
 * them. Read beside the field in which the person types: short, and about the password, not the page.
 */
export const passwordWords = {
  warnings: {
    straightRow: 'Keys that lie in a row are easy to guess.',
    keyPattern: 'A pattern on the keyboard is easy to guess.',
    simpleRepeat: 'A character that repeats, like “aaa”, is easy to guess.',
    extendedRepeat: 'A pattern that repeats, like “abcabc”, is easy to guess.',
    sequences: 'A sequence, like “abc” or “6543”, is easy to guess.',
    recentYears: 'A recent year is easy to guess.',
    dates: 'A date is easy to guess.',
    topTen: 'This is one of the ten most used passwords.',
    topHundred: 'This is one of the hundred most used passwords.',
    common: 'Many people use this password.',
    similarToCommon: 'This is close to a password that many people use.',
    wordByItself: 'A single word is easy to guess.',
    namesByThemselves: 'A single name is easy to guess.',
    commonNames: 'Common names are easy to guess.',
    userInputs: 'Your name and your email address are easy to guess.',
    pwned: 'This password is known from data breaches.',
  },
  suggestions: {
    l33t: 'Putting “@” for “a” and the like does not help.',
    reverseWords: 'Spelling a word backwards does not help.',
    allUppercase: 'Capital letters throughout do not help.',
    capitalization: 'A capital first letter does not help.',
    dates: 'Leave out dates and years that have to do with you.',
    recentYears: 'Leave out recent years.',
    associatedYears: 'Leave out years that have to do with you.',
    sequences: 'Leave out sequences of letters or digits.',
    repeated: 'Leave out words and characters that repeat.',
    longerKeyboardPattern: 'Leave out patterns on the keyboard.',
    anotherWord: 'Add a word or two that nobody would expect.',
    useWords: 'Use several words that do not belong together.',
    noNeed: 'It needs no symbols, digits or capital letters.',
    pwned: 'Change it wherever else you use it.',
  },
}
