import autocannon from 'autocannon'
import { startProgram } from '../demo/programs.ts'
import { type Measure, median, rounded } from './measure.ts'

const rounds = 5
const secondsPerRound = 4

export const statusQuery = `query ApplicationStatus($code: String!, $birthDate: String!) {
  applicationStatus(code: $code, birthDate: $birthDate) {
    __typename
    ... on ApplicationStatus { code state promisedOn deadlineOn steps { step finishedOn current } advice { vi en } reasons { vi en } }
    ... on StatusNotFound { text { vi en } }
    ... on DomainRefusal { code text { vi en } }
  }
}`

/** Whether an answer says where a file stands: ours, or the bare field's. */
export const isTold = (answer: string) => /"state":"/.test(answer)

interface Question {
  readonly url: string
  readonly body: string
}

/** Answers per second; a refused or failed answer is an error of the bench. */
async function rate({ url, body }: Question): Promise<number> {
  const result = await autocannon({
    url,
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-graphql-yoga-csrf': '1' },
    body,
    connections: 16,
    duration: secondsPerRound,
    // A refusal is an answer too, and a quick one.
    verifyBody: (answer) => isTold(String(answer)),
  })
  if (result.errors > 0 || result.non2xx > 0 || result.mismatches > 0)
    throw new Error(`status bench: ${result.errors} errors, ${result.non2xx + result.mismatches} refused`)
  return result['2xx'] / result.duration
}

/** The citizen's whole status answer beside a bare field, in turn: A B A B …, the ratio of each pair. */
export async function measureStatus(site: {
  readonly server: string
  readonly databaseUrl: string
  readonly code: string
  readonly birthDate: string
  readonly say: (what: string) => void
}): Promise<Measure> {
  const { server, databaseUrl, code, birthDate, say } = site
  const bare = await startProgram({
    args: ['tests/bench/bare-field.ts', databaseUrl],
    ready: /^ready (http:\S+)$/,
  })
  const ours: Question = {
    url: `${server}/graphql`,
    body: JSON.stringify({ query: statusQuery, variables: { code, birthDate } }),
  }
  const baseline: Question = {
    url: bare.ready[1] ?? '',
    body: JSON.stringify({ query: 'query ($code: String!) { state(code: $code) }', variables: { code } }),
  }
  await rate(ours)
  await rate(baseline)
  const pairs: { readonly ours: number; readonly baseline: number }[] = []
  for (let round = 1; round <= rounds; round++) {
    pairs.push({ ours: await rate(ours), baseline: await rate(baseline) })
    say(
      `status ${round}/${rounds}: ${pairs.at(-1)?.ours.toFixed(0)}/s, bare field ${pairs.at(-1)?.baseline.toFixed(0)}/s`,
    )
  }
  await bare.stop()
  const ratio = median(pairs.map((pair) => pair.ours / pair.baseline))
  return {
    measure: 'status_ratio',
    value: rounded(ratio),
    unit: 'ratio',
    baseline: rounded(median(pairs.map((pair) => pair.baseline)), 0),
    ratio: rounded(ratio),
  }
}
