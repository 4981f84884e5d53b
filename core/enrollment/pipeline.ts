/**
 * The road of a file through the pipeline, as data: which stage follows a step, by the file's tags. The first row that fits
 * is taken; a step without one ends the road there, until a person or another step starts it again.
 */
export const pipelineStages = [
  'admit-application',
  'check-biometrics',
  'search-duplicates',
  'screen-application',
  'plan-print-job',
  'complete-request',
] as const
export type PipelineStage = (typeof pipelineStages)[number]

/** What a stage may follow: another stage, the packet's receipt, or an officer's decision. */
export type PipelineStep = 'receipt' | 'approval' | PipelineStage

export interface PipelineRoute {
  readonly after: PipelineStep
  readonly stage: PipelineStage
  /** Tags that the file must all have. */
  readonly needs?: readonly string[]
  /** Tags of which it may have none. */
  readonly unless?: readonly string[]
}

export const pipelineRoutes: readonly PipelineRoute[] = [
  { after: 'receipt', stage: 'admit-application' },
  // No likeness is captured below six (Luật Căn cước 26/2023/QH15, article 23): there is no capture to check.
  { after: 'admit-application', stage: 'search-duplicates', needs: ['UNDER_6'] },
  { after: 'admit-application', stage: 'check-biometrics' },
  { after: 'check-biometrics', stage: 'search-duplicates' },
  { after: 'search-duplicates', stage: 'screen-application' },
  // Kinds that end in a document or a registry change make no card.
  { after: 'approval', stage: 'complete-request', needs: ['NO_CARD'] },
  { after: 'approval', stage: 'plan-print-job' },
]

/** The stage that follows a step for a file with these tags, or null. */
export function nextStage(
  after: PipelineStep,
  tags: readonly string[],
  routes: readonly PipelineRoute[] = pipelineRoutes,
): PipelineStage | null {
  const fits = ({ needs = [], unless = [] }: PipelineRoute) =>
    needs.every((tag) => tags.includes(tag)) && !unless.some((tag) => tags.includes(tag))
  return routes.find((route) => route.after === after && fits(route))?.stage ?? null
}

/** The stages that a file may pass without a person, from its receipt on: while one of them lags, no more is taken in. */
export function intakeStages(routes: readonly PipelineRoute[] = pipelineRoutes): readonly PipelineStage[] {
  const reached: PipelineStage[] = []
  const follow = (step: PipelineStep) => {
    for (const { after, stage } of routes) {
      if (after !== step || reached.includes(stage)) continue
      reached.push(stage)
      follow(stage)
    }
  }
  follow('receipt')
  return reached
}
