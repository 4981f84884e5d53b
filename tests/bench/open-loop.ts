import { type Agent, request as ask } from 'node:http'
import { setTimeout as pause } from 'node:timers/promises'
import { isTold } from './status-rate.ts'

interface Load {
  readonly perSecond: number
  readonly seconds: number
  readonly agent: Agent
  request(nth: number): { readonly url: string; readonly body: string }
}

/**
 * Sends requests at a fixed rate whether the answers come or not, as a country does. Milliseconds of each from the moment at which it was due:
 * a client that is late counts against the server. Throws at the first answer that does not say where a file stands.
 */
export async function openLoop({ perSecond, seconds, agent, request }: Load): Promise<readonly number[]> {
  const began = performance.now()
  const answers: Promise<number>[] = []
  for (let nth = 0; nth < perSecond * seconds; nth++) {
    const due = began + (nth * 1000) / perSecond
    const early = due - performance.now()
    if (early > 1) await pause(early)
    answers.push(post(request(nth), agent).then(() => performance.now() - due))
  }
  return Promise.all(answers)
}

function post({ url, body }: ReturnType<Load['request']>, agent: Agent): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { 'content-type': 'application/json', 'x-graphql-yoga-csrf': '1' }
    const sent = ask(url, { method: 'POST', agent, headers }, (response) => {
      let answer = ''
      response.setEncoding('utf8').on('data', (part: string) => (answer += part))
      response.once('end', () =>
        response.statusCode === 200 && isTold(answer)
          ? resolve()
          : reject(new Error(`answer ${response.statusCode} ${answer.slice(0, 200)}`)),
      )
    })
    sent.once('error', reject)
    sent.end(body)
  })
}
