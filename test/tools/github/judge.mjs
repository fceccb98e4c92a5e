/* GitHub's own parser of workflows: prints what it says against those of the files that are named, and their jobs. Bundled to be run. */
import { readFileSync } from 'node:fs';
import { convertWorkflowTemplate, NoOperationTraceWriter, parseWorkflow } from '@actions/workflow-parser';

async function judged(name) {
  const { context, value } = parseWorkflow({ name, content: readFileSync(name, 'utf8') }, new NoOperationTraceWriter());
  const template = value === undefined ? undefined : await convertWorkflowTemplate(context, value);
  const errors = [...context.errors.getErrors(), ...(template?.errors ?? [])].map(
    (each) => each.message ?? each.Message,
  );
  return { errors: [...new Set(errors)], jobs: (template?.jobs ?? []).map(({ id }) => id.value ?? id) };
}

process.stdout.write(JSON.stringify(await Promise.all(process.argv.slice(2).map(judged))));
