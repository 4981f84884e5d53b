import type { Texts } from './texts.ts'

export const en: Texts = {
  title: 'Citizen card application status',
  subtitle: 'See which step your citizen card application has reached',
  skipToContent: 'Go to the search box',
  otherLanguage: 'Tiếng Việt',
  form: {
    heading: 'Enter what your collection slip says',
    code: 'Application code',
    codeHint: 'At the top of the collection slip, such as HN001‑02‑261121‑0042‑K',
    birthDate: 'Date of birth of the card holder',
    birthDateHint:
      'Day/month/year, such as 05/01/1993. If your papers give only a year, enter the year, such as 1945.',
    submit: 'Search',
    busy: 'Searching…',
  },
  notFound: {
    title: 'No application found',
    tips: [
      'Compare every letter and digit of the code with your collection slip.',
      'Enter the date of birth as the application has it; if it has only a year, enter the year.',
      'A new application may take one working day to appear here.',
    ],
  },
  refused: 'The search could not be made',
  trouble: {
    unreachable: {
      title: 'No connection',
      text: 'Check your internet connection and try again. What you entered is still there.',
    },
    tooMany: {
      title: 'Too many searches',
      text: 'To keep every application safe, the number of searches is limited. Try again in a few minutes.',
    },
    outOfOrder: {
      title: 'The system is busy',
      text: 'This is not your fault, and work on your application goes on as usual. Try again in a few minutes.',
    },
  },
  retry: 'Try again',
  fee: 'Fee due, and the QR code to pay it',
  lostCard: 'Report a lost card and lock it',
  whoAsked: 'Who has looked up my data?',
  visits: 'Appointments',
  checkQr: 'Check a signed QR code',
  checkChip: 'Check the files of a card’s chip',
  citizen: 'Sign in, forgotten code, apply online',
  result: {
    code: 'Application code',
    promisedOn: 'Promised for',
    deadlineOn: 'Legal deadline',
    late: 'Why it is late',
    steps: 'Steps of the application',
    whatToDo: 'What to do now',
    reasons: 'Reasons',
    print: 'Print this page',
    again: 'Search for another application',
  },
  steps: {
    RECEIVED: { done: 'Received', current: 'Received', ahead: 'Receipt' },
    UNDER_REVIEW: { done: 'Reviewed', current: 'Under review', ahead: 'Review' },
    IN_PRODUCTION: { done: 'Made', current: 'Being made', ahead: 'Production' },
    IN_TRANSIT: { done: 'Delivered', current: 'On its way', ahead: 'Delivery' },
    READY: { done: 'Ready', current: 'Ready to collect', ahead: 'Collection' },
    ISSUED: { done: 'Handed over', current: 'Handed over', ahead: 'Handing over' },
  },
  states: {
    RECEIVED: { title: 'Your application has been received' },
    RETURNED: {
      title: 'Your application needs something more',
      reasons: 'Why, and what to do',
      more: 'Bring your collection slip. Once nothing is missing any more, you will be given a new collection date.',
    },
    UNDER_REVIEW: { title: 'Your application is under review' },
    IN_PRODUCTION: { title: 'Your card is being made', more: 'Nothing to do for now.' },
    REMAKING: { title: 'Your card is being made again', more: 'You neither pay nor apply again.' },
    IN_TRANSIT: { title: 'Your card is on its way', more: 'Nothing to do until it arrives.' },
    READY: {
      title: 'Your card is ready to collect',
      more: 'If you still have your old card, bring it to hand it in.',
    },
    ISSUED: {
      title: 'Your card has been handed over',
      more: 'If you have not received it, tell the place where you applied or call the hotline at once.',
    },
    REFUSED: {
      title: 'Your application was refused',
      reasons: 'Why it was refused',
      // Law on Complaints 2011, articles 8 and 9
      more: 'How to appeal: in writing or in person, to the office that refused; the 90 days count from the day you receive the notice of refusal. Bring your collection slip and papers that support what you say.',
    },
    WITHDRAWN: { title: 'Your application was withdrawn', more: 'To get a card, apply again.' },
    LAPSED: {
      title: 'Your application has lapsed',
      more: 'The time allowed for handing in what was missing, or for collecting the card, has passed.',
    },
    CLOSED: { title: 'Your application was closed by law', more: 'To learn more, ask where you applied.' },
    COMPLETED: {
      title: 'Your application is complete',
      more: 'Receive the result in the way you chose, or where you applied.',
    },
  },
  help: {
    heading: 'Good to know',
    items: [
      {
        question: 'Where is the application code?',
        answer:
          'At the top of the collection slip, beside the QR code. Capital or small letters, with or without hyphens: all are fine. Scanning the QR code on the slip fills in the code for you.',
      },
      {
        question: 'I lost my collection slip',
        answer: 'Call the hotline, or go to where you applied with a proof of identity to get a new slip.',
      },
      {
        question: 'The promised day has passed',
        answer:
          'This page gives the reason for a delay. You can also call the hotline or ask where you applied.',
      },
      {
        question: 'Why the date of birth?',
        answer: 'So that somebody who finds or guesses a code cannot see your application.',
      },
    ],
  },
  display: {
    heading: 'Display',
    sizes: { usual: 'Usual letters', large: 'Larger letters', largest: 'Largest letters' },
    strong: 'High contrast',
  },
  footer: {
    hotline: 'Hotline',
    hotlineHours: '7:30 to 20:00 every day, press 1 for cards',
    privacy: 'Answers show no name, identity number or address; this page keeps nothing of what you enter.',
    free: 'Searching is free. The card authority never asks for a transfer or an app to look up an application.',
  },
}
