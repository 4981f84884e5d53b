import type { ApplicationFileQuery } from '../generated/application-file.ts'

/** One file as whoever decides on it sees it. */
export type File = Extract<
  ApplicationFileQuery['applicationFile'],
  { readonly __typename: 'ApplicationFile' }
>
