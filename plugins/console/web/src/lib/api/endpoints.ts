/// The addresses that the server has whatever plugins it loads. All others come from the schema.
export const base = '/api/v1';

export const endpoints = {
  session: `${base}/session`,
  password: `${base}/session/password`,
  schema: `${base}/schema`,
  agency: `${base}/agency`,
  uploads: `${base}/core/actions/attachments`,
  job: (id: string) => `${base}/core/jobs/${id}`,
  journal: `${base}/core/journal`,
  journal_verification: `${base}/core/journal/verification`,
  plugins: `${base}/core/plugins`,
};
