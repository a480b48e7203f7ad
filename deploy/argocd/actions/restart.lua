-- Replaces every task, slot by slot, by one of the same kind; a job runs again. Changes the spec: where Git declares the
-- field and Argo CD heals by itself, Git takes it back, which is a rolling update too.
obj.spec.template.forceUpdate = (obj.spec.template.forceUpdate or 0) + 1
return obj
