import { cacheExchange, Client, fetchExchange, mapExchange } from 'urql'
import { patientFetch } from './patient-fetch.ts'

/** The console's line to the server. `onSessionEnd` is told when an answer says that nobody is signed in any more. */
export function createGraphqlClient({ onSessionEnd }: { readonly onSessionEnd: () => void }): Client {
  return new Client({
    url: '/graphql',
    // An address never carries what was asked: histories and logs keep addresses.
    preferGetMethod: false,
    // What is on the screen already is shown at once, and asked for again: other officers work on the same records.
    requestPolicy: 'cache-and-network',
    fetch: patientFetch,
    // A subscription is an answer that goes on (text/event-stream).
    fetchSubscriptions: true,
    fetchOptions: {
      credentials: 'same-origin',
      cache: 'no-store',
      headers: { 'x-graphql-yoga-csrf': '1' },
    },
    exchanges: [
      cacheExchange,
      mapExchange({
        onError: ({ graphQLErrors }) => {
          if (graphQLErrors.some(({ extensions }) => extensions['code'] === 'UNAUTHENTICATED')) onSessionEnd()
        },
      }),
      fetchExchange,
    ],
  })
}
