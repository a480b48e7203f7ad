-- Back to the revision that ran before. What Git declares is held back until it changes.
if obj.metadata.annotations == nil then
  obj.metadata.annotations = {}
end
obj.metadata.annotations["swarmoperator.io/rollback"] = "previous"
return obj
